using System.Text.Json.Serialization;

namespace RagCluster.Client.Queries;

/// <summary>A question.</summary>
/// <param name="Query">1 to 1,000 characters.</param>
public sealed record Question(string Query) : QueryRequest(Query)
{
    /// <summary>What was asked before, oldest first, up to 20 turns: a question may point back at it.</summary>
    public IReadOnlyList<Turn>? History { get; init; }

    /// <summary>Whether other wordings are searched too.</summary>
    public bool? MultiQuery { get; init; }

    /// <summary>Whether a passage is searched that the chat model imagines.</summary>
    public bool? Hyde { get; init; }

    /// <summary>The most tokens that the answer is made from.</summary>
    public int? ContextTokensMax { get; init; }

    /// <summary>Another chat model, of those that the server lists.</summary>
    public string? ChatModel { get; init; }

    /// <summary>How the chat model is to write, up to 2,000 characters.</summary>
    public string? Prompt { get; init; }

    /// <summary>Whether the answer comes as events, as it is sent.</summary>
    [JsonInclude]
    internal bool? Stream { get; init; }
}
