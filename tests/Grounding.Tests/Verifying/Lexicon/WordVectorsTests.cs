using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Tests.Verifying.Lexicon;

public sealed class WordVectorsTests
{
    [Theory]
    [InlineData("payment", "money", "banana")]
    [InlineData("doctor", "patient", "keyboard")]
    public void WordsOfOneSubject_AreNearerThanOthers(string word, string near, string far) =>
        Assert.True(Cosine(word, near) > Cosine(word, far));

    [Fact]
    public void Form_HasTheVectorOfItsWord_OfLengthOne()
    {
        float[] vector = WordMeaning.Of("payments").Vector!;

        Assert.Equal(WordMeaning.Of("payment").Vector!, vector);
        Assert.Equal(1, vector.Sum(number => number * number), 0.001);
    }

    [Fact]
    public void UnknownWord_HasNone() => Assert.Null(WordMeaning.Of("xqzzv").Vector);

    private static float Cosine(string left, string right) =>
        WordMeaning.Of(left).Vector!.Zip(WordMeaning.Of(right).Vector!, (a, b) => a * b).Sum();
}
