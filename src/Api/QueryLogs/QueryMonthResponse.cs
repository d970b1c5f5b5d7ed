using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Api.QueryLogs;

/// <summary>How many searches and questions of a month ended how.</summary>
/// <param name="Month">The month (UTC), for example <c>2026-11</c>.</param>
/// <param name="Found">Searches that found passages.</param>
/// <param name="Empty">Searches that found nothing.</param>
/// <param name="Answered">Questions that were answered.</param>
/// <param name="Refused">Questions that were refused.</param>
/// <param name="Failed">Errors.</param>
internal sealed record QueryMonthResponse(string Month, long Found, long Empty, long Answered, long Refused, long Failed)
{
    /// <summary>A month's counts.</summary>
    internal static QueryMonthResponse From(string month, QueryCounts counts) =>
        new(month, counts.Found, counts.Empty, counts.Answered, counts.Refused, counts.Failed);
}
