using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Grammar;

namespace RagCluster.Grounding.Tests.Verifying.Grammar;

public sealed class PredicateReaderTests
{
    [Theory]
    [InlineData("The carrier inspects the packaging.", "inspects", "carrier", "packaging")]
    [InlineData("The packaging is inspected by the carrier.", "inspected", "carrier", "packaging")]
    [InlineData("Orcas hunt seals.", "hunt", "orcas", "seals")]
    public void Read_PlainSentence_FindsWhoDoesWhatToWhom(string sentence, string verb, string agents, string patients)
    {
        ParsedText text = new(sentence, [Tokens.Read(sentence)]);

        Predicate predicate = Assert.Single(text.Predicates);

        Assert.Equal(verb, text.Tokens[predicate.Verb].Word);
        Assert.Equal(agents, Words(text, predicate, Argument.Agent));
        Assert.Equal(patients, Words(text, predicate, Argument.Patient));
    }

    [Fact]
    public void Read_FormOfBe_LinksASubjectToWhatItIs()
    {
        const string Sentence = "Egypt was an oil exporter.";
        ParsedText text = new(Sentence, [Tokens.Read(Sentence)]);

        Predicate predicate = Assert.Single(text.Predicates);

        Assert.True(predicate.IsCopula);
        Assert.Equal("egypt", Words(text, predicate, Argument.Agent));
    }

    [Fact]
    public void Read_WordsBehindAPreposition_BearItsName()
    {
        const string Sentence = "The settlers migrated from England into Virginia.";
        ParsedText text = new(Sentence, [Tokens.Read(Sentence)]);

        Predicate predicate = Assert.Single(text.Predicates);

        Assert.Equal("england", Words(text, predicate, "from"));
        Assert.Equal("virginia", Words(text, predicate, "to"));
    }

    private static string Words(ParsedText text, Predicate predicate, string slot) =>
        string.Join(' ', predicate.Arguments.Where(a => a.Slot == slot).Select(a => a.Token).Order().Select(i => text.Tokens[i].Word));
}
