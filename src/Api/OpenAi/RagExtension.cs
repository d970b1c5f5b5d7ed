using System.Text.Json.Serialization;
using RagCluster.Api.Json;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.OpenAi;

/// <summary>
/// What a request of OpenAI's form has no place for: which collection answers, and every option of <c>ask</c>. An addition to that form.
/// </summary>
// SearchOptionsJson puts every option of SearchOptions beside these members.
internal sealed record RagExtension : IOptionsBody
{
    /// <summary>The collection; left out, the model names it.</summary>
    public string? Collection { get; init; }

    /// <summary>How it is to be answered.</summary>
    [JsonIgnore]
    public SearchOptions Options { get; } = new();
}
