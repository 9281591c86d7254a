// Stands for `unzipper`, which only exceljs' streaming reader wants; files people pick are read by our own parser.
export {}
