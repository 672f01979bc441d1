import './base.css';
import './app.css';
import './notice.css';
import './button.css';
import './running.css';
import './apptab.css';
