using RagCluster.Grounding.Evidence;

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
    public void Text_BecomesComparableTerms(string text, string stems) =>
        Assert.Equal(stems, string.Join(' ', Tokens.Read(text).Select(t => t.Stem)));

    [Fact]
    public void AnyText_GivesSpansInOrderInsideIt()
    {
        Random random = new(11);
        const string Alphabet = "ab1,.½'’-–é東 \n\u0301İß%$\ud83d\ude00";
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
