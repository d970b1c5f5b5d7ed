using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class TokensTests
{
    [Theory]
    [InlineData("1,000 items", "1000 item")]
    [InlineData("3.5% of 6½ km", "3.5 of 6.5 km")]
    [InlineData("Maizière's castle", "maizier castl")]
    [InlineData("the U.S. army", "the us armi")]
    [InlineData("release 1.2.3", "releas 1.2.3")]
    [InlineData("24-month term", "24 month term")]
    [InlineData("the 1960s and the 5th", "the 1960 and the 5")]
    [InlineData("four 4", "4 4")]
    [InlineData("5km", "5 km")]
    [InlineData("東京 tower", "東 京 tower")]
    [InlineData("½ cup, Ⅷ", "0.5 cup 8")]
    [InlineData("١٬٢٣٤٫٥٦ من ۱۲۳ १२ １０ ตัว๗", "1234.56 من 123 12 10 ตัว7")]
    public void Text_BecomesComparableTerms(string text, string stems) =>
        Assert.Equal(stems, string.Join(' ', Tokens.Read(text).Select(t => t.Stem)));

    [Theory]
    [InlineData("Kostet die Maschine 1234,56 Euro oder 1.234,56 Euro?", "1234.56 1234.56")]
    [InlineData("La machine coûte 1 234,56 € ou 1\u202F234,56 €, pas 12 €.", "1234.56 1234.56 12")]
    [InlineData("Preis 1'234.56 Franken", "1234.56")]
    [InlineData("It costs 1,234.56 in all [1,2] of the 3 100 shops.", "1234.56 1 2 3 100")]
    [InlineData("Die Stadt hat 1.234 oder 1.234.567 Einwohner und 1,234 km oder 3,5 km.", "1234 1234567 1.234 3.5")]
    [InlineData("Die Version 2.4.1 läuft auf 192.168.100.200 nach den Punkten 1,2,3.", "1 2 3")]
    [InlineData("It is 1.234 of the rest and of 1,234.", "1.234 1234")]
    public void Numbers_AreReadAsTheTextsLanguageWritesThem(string text, string stems) =>
        Assert.Equal(stems, string.Join(' ', Tokens.Read(text).Where(t => t.Kind == TokenKind.Number).Select(t => t.Stem)));

    [Theory]
    [InlineData("Rotor 1.234", "1.234", "1234")]
    [InlineData("Rotor 1,234", "1234", "1.234")]
    [InlineData("It is 1.234 of the rest.", "1.234", "1234")]
    [InlineData("It is 1,234 of the rest.", "1234", null)]
    [InlineData("Das ist die Zahl 1.234.", "1234", null)]
    public void AmbiguousNumber_HasAnotherReading(string text, string stem, string? other)
    {
        Token number = Assert.Single(Tokens.Read(text), t => t.Kind == TokenKind.Number);

        Assert.Equal(stem, number.Stem);
        Assert.Equal(other, number.Other?.Stem);
    }

    [Theory]
    [InlineData("am 3.10.2025", 3, 10, 2025)]
    [InlineData("am 3. 10. 2025", 3, 10, 2025)]
    [InlineData("am 3. Oktober 2025", 3, 10, 2025)]
    [InlineData("October 3rd, 2025", 3, 10, 2025)]
    [InlineData("2025-10-03T10:00", 3, 10, 2025)]
    [InlineData("3 de octubre de 2025", 3, 10, 2025)]
    [InlineData("le 1er mars 2025", 1, 3, 2025)]
    [InlineData("3 октября 2025 г.", 3, 10, 2025)]
    [InlineData("2025 年 10 月 3 日", 3, 10, 2025)]
    [InlineData("٣ أكتوبر ٢٠٢٥", 3, 10, 2025)]
    [InlineData("10/25/2025", 25, 10, 2025)]
    [InlineData("May 2025", null, 5, 2025)]
    [InlineData("8 Nov 2026", 8, 11, 2026)]
    public void Date_IsReadInAnySpelling(string text, int? day, int month, int? year) =>
        Assert.Equal(
            new CalendarDate(day, month, year),
            Assert.Single(Tokens.Read(text).Select(t => t.Date).OfType<CalendarDate>().Distinct())
        );

    [Theory]
    [InlineData("Oct-4 and FEV 1, and Mars 2020; you may 3 times march 5 miles")]
    [InlineData("version 2025.1.3 of 31.13.2025 and 3.10.25")]
    [InlineData("https://example.org/2024/03/19/news and case 7-3-10-2025")]
    public void WhatIsNoDate_StaysAsItIs(string text) => Assert.DoesNotContain(Tokens.Read(text), t => t.Date is not null);

    [Fact]
    public void AmbiguousDate_HasBothReadings()
    {
        CalendarDate date = Tokens.Read("03/10/2025")[0].Date!;

        Assert.True(date.Agrees(new CalendarDate(3, 10, 2025)));
        Assert.True(date.Agrees(new CalendarDate(10, 3, null)));
        Assert.False(date.Agrees(new CalendarDate(3, 3, 2025)));
        Assert.True(date.Agrees(Tokens.Read("10/03/2025")[0].Date!));
    }

    [Fact]
    public void DigitsOfAnyScript_AreTheirValues() =>
        Assert.Equal(Tokens.Read("3 أكتوبر 2025").Select(t => t.Stem), Tokens.Read("٣ أكتوبر ٢٠٢٥").Select(t => t.Stem));

    [Fact]
    public void RandomUnicode_GivesWordsThatAreNotEmpty_AndIsReadForQuantities()
    {
        Random random = new(17);
        // Every second sign is one that a number is written with.
        string numbers = new([
            .. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.IsNumber(c)),
            .. ".,:٫٬'’ \u00A0\u202F-/%年月日",
        ]);
        for (int round = 0; round < 20_000; round++)
        {
            string text = string.Concat(
                Enumerable
                    .Range(0, random.Next(0, 30))
                    .Select(_ => random.Next(2) == 0 ? numbers[random.Next(numbers.Length)] : (char)random.Next(char.MaxValue + 1))
            );
            List<Token> tokens = Tokens.Read(text);
            List<Quantity> quantities = QuantityReader.Read(text, tokens);

            Assert.All(tokens, token => Assert.True(token.Word.Length > 0 && token.Stem.Length > 0, text));
            Assert.All(quantities, quantity => Assert.True(double.IsFinite(quantity.Value) && quantity.Last < tokens.Count, text));
        }
    }

    [Fact]
    public void AnyText_GivesSpansInOrderInsideIt()
    {
        Random random = new(11);
        const string Alphabet = "ab1٣,.½'’-–é東 \n\u0301İß%$\ud83d\ude00";
        for (int round = 0; round < 2_000; round++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(0, 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            int last = 0;
            foreach (Token token in Tokens.Read(text))
            {
                Assert.True(token.Start >= last && token.End > token.Start && token.End <= text.Length, text);
                last = token.End;
            }
        }
    }
}
