namespace RagCluster.Api.Collections;

/// <summary>The body of <c>PATCH /api/v1/collections/{collection}</c>.</summary>
/// <param name="Model">The embedding model that is to answer.</param>
internal sealed record CollectionChange(string Model);
