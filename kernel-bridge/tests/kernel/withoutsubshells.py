"""A kernel that handles one message after the other, as ipykernel did before it had subshells."""

from typing import Any

from ipykernel.kernelapp import IPKernelApp


class WithoutSubshells(IPKernelApp):
    """The kernel's program."""

    def init_control(self, context: Any) -> None:
        super().init_control(context)
        self.shell_channel_thread = None


if __name__ == "__main__":
    WithoutSubshells.launch_instance()
