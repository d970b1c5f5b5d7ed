namespace RagCluster.Cli.Client;

/// <summary>What an erasure leaves, as the API shows it.</summary>
internal sealed record SubjectRemainderView(string Kind, string Reason);
