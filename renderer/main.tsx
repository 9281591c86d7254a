import './ui/base.css'
import './ui/tokens.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/noto-sans-devanagari/wght.css'
import '@fontsource-variable/noto-naskh-arabic/wght.css'
import { createRoot } from 'react-dom/client'
import { App, startApp } from './app.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no root')
startApp()
createRoot(place).render(<App />)
