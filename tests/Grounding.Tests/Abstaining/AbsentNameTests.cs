using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Tests.Abstaining;

/// <summary>A name that the collection does not hold is what the question is about, however much of the rest a passage holds.</summary>
public sealed class AbsentNameTests
{
    private const string Guide = """
        # Cache clusters

        Every resource of a cache cluster is created in the portal. The cache cluster is restarted with `cache restart`.
        The default port of a cache cluster is 6380. A path of the cluster receives messages of its nodes.

        ## Operators

        The supported operator version of a cache cluster is 1.4.
        """;

    private readonly AnswerComposer _composer = new(new GroundingOptions());

    [Theory]
    [InlineData("Terraform resource of a cache cluster?", "Terraform")]
    [InlineData("which kubernetes operator version of a cache cluster is supported", "kubernetes")]
    [InlineData("What is the default port of a cache cluster on Jupiter?", "Jupiter")]
    public async Task AbsentName_IsNamedInTheRefusal(string question, string name)
    {
        Answer answer = await AskAsync(question);

        Assert.Equal($"The passages found do not mention '{name}'.", answer.Abstention?.Reason);
    }

    [Theory]
    [InlineData("resource of a cache cluster?")]
    [InlineData("which operator version of a cache cluster is supported")]
    [InlineData("What is the default port of a cache cluster?")]
    [InlineData("What is the default port of a cache cluster at home?")]
    [InlineData("What Is The Default Port Of A Cache Cluster Abroad?")]
    [InlineData("default port of a cache cluster in the config")]
    [InlineData("default port of a cache cluster under a subpath")]
    [InlineData("default port of a cache cluster when I recieve it")]
    public async Task WordThatIsNoName_MayBeAbsent(string question)
    {
        Answer answer = await AskAsync(question);

        Assert.Null(answer.Abstention);
    }

    [Fact]
    public async Task MistypedWord_IsReadInASmallCollectionToo()
    {
        Answer answer = await AskAsync("defualt prot of a cahce clutser");

        Assert.Contains("6380", answer.Text, StringComparison.Ordinal);
    }

    private Task<Answer> AskAsync(string question) => Structured.AnswerAsync(_composer, Guide, question);
}
