using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Tests.Verifying.Lexicon;

public sealed class WordMeaningTests
{
    [Theory]
    [InlineData("employs", "employed", nameof(Relation.Same))]
    [InlineData("broke", "break", nameof(Relation.Same))]
    [InlineData("stopped", "stops", nameof(Relation.Same))]
    [InlineData("buy", "purchase", nameof(Relation.Synonym))]
    [InlineData("seldom", "rarely", nameof(Relation.Synonym))]
    [InlineData("inventor", "invent", nameof(Relation.Family))]
    [InlineData("rise", "fall", nameof(Relation.Opposite))]
    [InlineData("implicit", "explicit", nameof(Relation.Opposite))]
    [InlineData("banana", "govern", nameof(Relation.None))]
    [InlineData("zzyzx", "govern", nameof(Relation.None))]
    public void To_AnotherWord_IsTheNearestRelation(string claim, string source, string expected)
    {
        Relation relation = WordMeaning.Of(claim).To(WordMeaning.Of(source));

        Assert.Equal(expected, relation.ToString());
    }

    [Fact]
    public void To_AKindOfIt_IsWiderAndTheOtherWayRoundNarrower()
    {
        Assert.Equal(Relation.Wider, WordMeaning.Of("dog").To(WordMeaning.Of("poodle")));
        Assert.Equal(Relation.Narrower, WordMeaning.Of("poodle").To(WordMeaning.Of("dog")));
    }

    [Theory]
    [InlineData("leaves", (int)WordKind.Noun)]
    [InlineData("leaves", (int)WordKind.Verb)]
    [InlineData("bigger", (int)WordKind.Adjective)]
    [InlineData("stopping", (int)WordKind.Verb)]
    public void Base_OfAnInflectedForm_IsFound(string form, int kind) => Assert.NotNull(WordForms.Base(form, (WordKind)kind));

    [Fact]
    public void Base_OfAnUnknownWord_IsNull() => Assert.Null(WordForms.Base("zzyzxing", WordKind.Verb));
}
