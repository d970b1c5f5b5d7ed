namespace RagCluster.Api.Subjects;

/// <summary>What an erasure leaves.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Why it stays, and until when.</param>
internal sealed record SubjectRemainder(string Kind, string Reason);
