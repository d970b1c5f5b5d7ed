namespace RagCluster.Api.Limits;

/// <summary>Marks an endpoint that takes places itself, since what it is asked decides of which class it is.</summary>
internal sealed record OwnPlaces;
