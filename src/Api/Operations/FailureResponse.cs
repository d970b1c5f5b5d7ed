using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>Failures of one cause over HTTP.</summary>
internal sealed record FailureResponse(
    string Dependency,
    string Type,
    string Place,
    string Message,
    long Count,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    bool Outage
)
{
    /// <summary>The HTTP form of a report.</summary>
    internal static FailureResponse From(FailureReport report) =>
        new(report.Dependency, report.Type, report.Place, report.Message, report.Count, report.FirstAt, report.LastAt, report.IsOutage);
}
