using RagCluster.Grains.Interfaces.Operations;

namespace RagCluster.Api.Operations;

/// <summary>Failures of one cause.</summary>
/// <param name="Dependency">What was being used, for example <c>ingest</c>.</param>
/// <param name="Type">The type of the exception.</param>
/// <param name="Place">The method that it came out of; empty where none is known.</param>
/// <param name="Message">What the last of them said.</param>
/// <param name="Count">How many there were.</param>
/// <param name="FirstAt">When the first occurred.</param>
/// <param name="LastAt">When the last occurred.</param>
/// <param name="Outage">Whether everything that used the dependency has failed alike lately.</param>
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
