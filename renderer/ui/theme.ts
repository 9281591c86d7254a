import { createTheme } from '@mantine/core'

/**
 * Mantine dressed in our tokens. Motion is off by default: nothing in a ledger needs to slide, and a counter PC has no
 * graphics card to spare.
 */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.3' },
  radius: { xs: '3px', sm: '5px', md: '5px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  shadows: { md: 'var(--shadow-pop)', lg: 'var(--shadow-pop)', xl: 'var(--shadow-pop)' },
  colors: {
    // The greys and darks Mantine draws its own parts with, so that a part we did not dress still matches.
    gray: ['#f6f8fa', '#f0f4f9', '#e9edf2', '#dde2ea', '#c2cad6', '#838d9e', '#5b667b', '#465066', '#2b3342', '#131a26'],
    dark: ['#e8ecf4', '#b1bbcc', '#93a0b4', '#6d788b', '#3a4556', '#262f3d', '#141a23', '#10151d', '#0c1017', '#0a0e15'],
    brand: ['#eef4fe', '#dce8fd', '#b8d1fa', '#93b9f6', '#78aaff', '#3f7de3', '#1a5bcb', '#154aa6', '#103a83', '#0b2a60'],
  },
  components: {
    Modal: { defaultProps: { transitionProps: { duration: 0 }, overlayProps: { blur: 0, color: 'transparent' } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 0 }, withArrow: false, fz: 12 } },
    Menu: {
      defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' },
      styles: {
        item: { fontSize: 'var(--t-md)', minHeight: 28, paddingBlock: 3 },
        itemSection: { color: 'var(--text-2)' },
        label: { fontWeight: 600 },
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
  },
})
