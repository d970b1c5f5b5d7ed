namespace RagCluster.Api.Mcp;

/// <summary>A text as <c>fetch</c> returns it.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Title">Its document's title.</param>
/// <param name="Text">The text.</param>
/// <param name="Url">Where a reader finds the original; may be empty.</param>
/// <param name="Metadata">Its document's metadata.</param>
internal sealed record McpText(string Id, string Title, string Text, string Url, Dictionary<string, object> Metadata);
