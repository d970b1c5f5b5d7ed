namespace RagCluster.Api.Conditions;

/// <summary>Marks an endpoint that compares the entity tags of <c>If-Match</c> with what there is.</summary>
internal sealed record ComparedTags;
