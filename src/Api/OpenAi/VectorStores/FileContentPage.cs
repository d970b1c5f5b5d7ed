using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>The text of a file of a vector store.</summary>
/// <param name="Data">The text, whole.</param>
internal sealed record FileContentPage(TextPart[] Data)
{
    /// <summary>What it is.</summary>
    public string Object => "vector_store.file_content.page";

    /// <summary>There is one page.</summary>
    public bool HasMore => false;

    /// <summary>There is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? NextPage => null;
}
