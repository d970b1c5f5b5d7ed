using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.Responses;

/// <summary>The response of <c>/v1/responses</c>, whole or as far as it has come.</summary>
/// <param name="Id">The response's id.</param>
/// <param name="CreatedAt">When it was begun, in seconds since 1970.</param>
/// <param name="Status"><c>in_progress</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Error">What went wrong; null for nothing.</param>
/// <param name="Model">The model of the request.</param>
/// <param name="Output">The search, then the message.</param>
/// <param name="Tools">The tools of the request.</param>
/// <param name="Instructions">The instructions of the request, which are not followed; null for none.</param>
/// <param name="Metadata">The metadata of the request.</param>
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
    /// <summary>Always <c>response</c>.</summary>
    public string Object => "response";

    /// <summary>Always <c>auto</c>: the tool is used when it is there.</summary>
    public string ToolChoice => "auto";

    /// <summary>Always false: there is one tool.</summary>
    public bool ParallelToolCalls => false;

    /// <summary>Always false: responses are not stored.</summary>
    public bool Store => false;

    /// <summary>Always null: a response is whole, or it failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? IncompleteDetails => null;
}
