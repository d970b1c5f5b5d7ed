using System.Text.Json.Serialization;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>The text of a file of a vector store.</summary>
/// <param name="Data">The whole text of the file.</param>
internal sealed record FileContentPage(TextPart[] Data)
{
    /// <summary>Always <c>vector_store.file_content.page</c>.</summary>
    public string Object => "vector_store.file_content.page";

    /// <summary>Always false: there is one page.</summary>
    public bool HasMore => false;

    /// <summary>Always null: there is one page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? NextPage => null;
}
