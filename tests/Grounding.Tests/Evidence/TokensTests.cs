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
