namespace RagCluster.Api;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
/// <param name="Data">The entries.</param>
/// <param name="HasMore">Whether more follow.</param>
/// <param name="LastId">Pass as <c>after</c> to get the next page; left out at the end.</param>
internal sealed record ListResponse<T>(IReadOnlyList<T> Data, bool HasMore = false, string? LastId = null);
