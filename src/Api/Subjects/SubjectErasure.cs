namespace RagCluster.Api.Subjects;

/// <summary>What an erasure took of what changes while it is read.</summary>
/// <param name="Queries">Questions and searches of the history.</param>
/// <param name="DocumentsDeleted">Documents that were deleted.</param>
/// <param name="DocumentsUnnamed">Documents that stay, without the name of their sender.</param>
/// <param name="RepeatedAnswers">Answers to idempotency keys.</param>
/// <param name="LoggedQueries">Entries of the query log.</param>
internal sealed record SubjectErasure(int Queries, int DocumentsDeleted, int DocumentsUnnamed, int RepeatedAnswers, int LoggedQueries);
