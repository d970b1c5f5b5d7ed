namespace RagCluster.Api.Subjects;

/// <summary>What an erasure leaves.</summary>
/// <param name="Kind">What stays.</param>
/// <param name="Reason">Why it stays, and until when.</param>
internal sealed record SubjectRemainder(string Kind, string Reason);
