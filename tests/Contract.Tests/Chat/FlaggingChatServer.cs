namespace RagCluster.Contract.Tests.Chat;

/// <summary>One that flags what no source says, and goes on asking a chat model that fails.</summary>
public sealed class FlaggingChatServer : StubChatServer
{
    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["RAG__Grounding__Unsupported"] = "Flag", ["RAG__Chat__BreakerFailures"] = "100" };
}
