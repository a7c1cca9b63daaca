import { describe, expect, test } from 'vitest';
import { chooseSource } from '../../src/sources/choose-source.ts';
import { unreadFormat } from '../../src/sources/unread-format.ts';
import { inputOf } from '../records/reading.ts';

const mysql =
  '-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n-- Host: localhost    Database: wp\n-- ----\n\n/*!40101 SET NAMES utf8mb4 */;\nDROP TABLE IF EXISTS `wp_users`;\n';

describe('a file in a form that no source reads', () => {
  test.each([
    ['of mysqldump', mysql, 'a dump in SQL'],
    ['of mariadb-dump', `/*M!999999\\- enable the sandbox mode */ \n${mysql}`, 'a dump in SQL'],
    [
      'of phpMyAdmin',
      `-- phpMyAdmin SQL Dump\n-- version 5.2.1\n\nSET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";\n`,
      'a dump in SQL',
    ],
    [
      'of pg_dump',
      '--\n-- PostgreSQL database dump\n--\n\n\\restrict MKOcIK1Z\n\nSET statement_timeout = 0;\n',
      'a dump in SQL',
    ],
    ['of inserts', "INSERT INTO wp_users VALUES (1,'ada');\n", 'a dump in SQL'],
    [
      'of dumpdata --format xml',
      '<?xml version="1.0" encoding="utf-8"?>\n<django-objects version="1.0">',
      'XML',
    ],
    ['of dumpdata --format yaml', '- model: auth.user\n  pk: 1\n', 'YAML'],
    ['of dumpdata --format yaml with natural keys', '- fields:\n    name: ada\n  model: auth.user\n', 'YAML'],
  ])('%s is told as what it is, with what would do', async (_name, text, what) => {
    const told = { code: 'usage', message: `standard input is ${what}, which is not read.`, hint: /Export/ };
    await expect(inputOf(text).then((file) => chooseSource([file], undefined))).rejects.toMatchObject(told);
    await expect(inputOf(text).then((file) => chooseSource([file], 'django'))).rejects.toMatchObject(told);
  });

  test.each([
    'version: 1\n\ndn: dc=example\n',
    '# - model: x\nid,email\n',
    '{"a":"-- SET x"}',
    'set,email\n1,2\n',
  ])('%j is none', (text) => {
    expect(unreadFormat({ name: 'x', text, columns: [], first: undefined })).toBeUndefined();
  });
});
