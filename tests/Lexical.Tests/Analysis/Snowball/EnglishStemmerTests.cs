using RagCluster.Lexical.Analysis.Snowball;

namespace RagCluster.Lexical.Tests.Analysis.Snowball;

public sealed class EnglishStemmerTests
{
    // Pairs from the vocabulary that is published with the algorithm, and from the examples of its rules.
    [Theory]
    [InlineData("consigned", "consign")]
    [InlineData("consistency", "consist")]
    [InlineData("consolation", "consol")]
    [InlineData("conspicuous", "conspicu")]
    [InlineData("knackeries", "knackeri")]
    [InlineData("knightly", "knight")]
    [InlineData("kneeling", "kneel")]
    [InlineData("generate", "generat")]
    [InlineData("general", "general")]
    [InlineData("happy", "happi")]
    [InlineData("cries", "cri")]
    [InlineData("ties", "tie")]
    [InlineData("gas", "gas")]
    [InlineData("gaps", "gap")]
    [InlineData("kiwis", "kiwi")]
    [InlineData("luxuriated", "luxuri")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("bed", "bed")]
    [InlineData("proceeding", "proceed")]
    [InlineData("inning", "inning")]
    [InlineData("boy", "boy")]
    [InlineData("by", "by")]
    [InlineData("say", "say")]
    [InlineData("skies", "sky")]
    [InlineData("dying", "die")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("electricity", "electr")]
    [InlineData("adjustment", "adjust")]
    [InlineData("adoption", "adopt")]
    [InlineData("controlling", "control")]
    [InlineData("roll", "roll")]
    [InlineData("agreed", "agre")]
    [InlineData("feed", "feed")]
    [InlineData("formative", "format")]
    [InlineData("formalize", "formal")]
    [InlineData("dog's", "dog")]
    [InlineData("communication", "communic")]
    [InlineData("youth", "youth")]
    public void Word_HasThePublishedStem(string word, string stem)
    {
        Span<char> buffer = stackalloc char[word.Length + 1];
        word.CopyTo(buffer);
        Assert.Equal(stem, buffer[..EnglishStemmer.Stem(buffer, word.Length)].ToString());
    }

    [Fact]
    public void RandomLetters_NeverGrowByMoreThanTheSpareCharacter()
    {
        Random random = new(5);
        const string letters = "aeiouylstedingab'";
        char[] buffer = new char[40];
        for (int round = 0; round < 20_000; round++)
        {
            int length = random.Next(0, 30);
            for (int i = 0; i < length; i++)
                buffer[i] = letters[random.Next(letters.Length)];
            Assert.InRange(EnglishStemmer.Stem(buffer, length), 0, length + 1);
        }
    }
}
