namespace RagCluster.Api.Collections;

/// <summary>The body of <c>PATCH /api/v1/collections/{collection}</c>.</summary>
/// <param name="Model">The embedding model that is to answer; as it is when left out.</param>
/// <param name="Prompt">What a chat model is asked: a text with the places <c>{passages}</c> and <c>{question}</c>, up to 4,000 characters;
/// empty for the default, as it is when left out.</param>
internal sealed record CollectionChange(string? Model = null, string? Prompt = null);
