namespace RagCluster.Cli.Client;

/// <summary>Activations of one grain type on one silo, as the API shows them.</summary>
internal sealed record GrainView(string Grain, string Silo, int Activations);
