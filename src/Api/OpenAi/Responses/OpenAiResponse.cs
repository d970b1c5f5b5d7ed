using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>The response of <c>/v1/responses</c>, whole or as far as it has come.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When, in seconds since 1970.</param>
/// <param name="Status">in_progress, completed or failed.</param>
/// <param name="Error">What went wrong, or null.</param>
/// <param name="Model">The model of the request.</param>
/// <param name="Output">The search, then the message.</param>
/// <param name="Tools">The tools of the request.</param>
/// <param name="Instructions">The request's, or null.</param>
/// <param name="Metadata">The request's.</param>
/// <param name="Usage">The tokens, once it is whole.</param>
/// <param name="Rag">What OpenAI's form has no place for; once it is whole.</param>
internal sealed record OpenAiResponse(
    string Id,
    long CreatedAt,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] object? Error,
    string Model,
    IReadOnlyList<object> Output,
    FileSearchTool[] Tools,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Instructions,
    IReadOnlyDictionary<string, string> Metadata,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ResponseUsage? Usage,
    ChatReport? Rag
)
{
    /// <summary>What it is.</summary>
    public string Object => "response";

    /// <summary>The tool is used when it is there.</summary>
    public string ToolChoice => "auto";

    /// <summary>There is one tool.</summary>
    public bool ParallelToolCalls => false;

    /// <summary>Nothing is kept.</summary>
    public bool Store => false;

    /// <summary>A response is whole, or failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? IncompleteDetails => null;
}
