namespace RagCluster.Api.OpenAi;

/// <summary>Says that something was deleted.</summary>
/// <param name="Id">The id of what was deleted.</param>
/// <param name="Object">The kind of object that was deleted, with <c>.deleted</c>.</param>
internal sealed record OpenAiDeleted(string Id, string Object)
{
    /// <summary>Always true.</summary>
    public bool Deleted => true;
}
