namespace RagCluster.Api.OpenAi;

/// <summary>Says that something was deleted.</summary>
/// <param name="Id">What.</param>
/// <param name="Object">The kind of thing, with <c>.deleted</c>.</param>
internal sealed record OpenAiDeleted(string Id, string Object)
{
    /// <summary>Always.</summary>
    public bool Deleted => true;
}
