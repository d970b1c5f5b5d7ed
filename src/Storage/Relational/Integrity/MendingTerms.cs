namespace RagCluster.Storage.Relational.Integrity;

/// <summary>What is known when a row is to be mended.</summary>
/// <param name="IsAgain">Whether its reader has met it before: whole then, it is its index that is damaged.</param>
/// <param name="MayReindex">Whether the table's indexes may be at fault: not when they were made anew a moment ago.</param>
/// <param name="Now">The time.</param>
internal sealed record MendingTerms(bool IsAgain, bool MayReindex, DateTimeOffset Now);
