namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A text as a part of a content.</summary>
/// <param name="Text">The text.</param>
internal sealed record TextPart(string Text)
{
    /// <summary>Always <c>text</c>.</summary>
    public string Type => "text";
}
