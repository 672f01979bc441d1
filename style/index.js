import './base.css';
import './app.css';
import './head.css';
import './foot.css';
import './results.css';
import './error.css';
import './log.css';
import './notice.css';
