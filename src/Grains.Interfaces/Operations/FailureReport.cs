namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Failures of one cause, over the silos that answered.</summary>
/// <param name="Dependency">What was being used, for example <c>ingest</c>.</param>
/// <param name="Type">The exception's type.</param>
/// <param name="Place">The method that it came out of; empty where none is known.</param>
/// <param name="Message">What the last of them said.</param>
/// <param name="Count">How many there were.</param>
/// <param name="FirstAt">When the first came.</param>
/// <param name="LastAt">When the last came.</param>
/// <param name="IsOutage">Whether everything that used the dependency has failed alike lately.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.FailureReport")]
public sealed record FailureReport(
    [property: Id(0)] string Dependency,
    [property: Id(1)] string Type,
    [property: Id(2)] string Place,
    [property: Id(3)] string Message,
    [property: Id(4)] long Count,
    [property: Id(5)] DateTimeOffset FirstAt,
    [property: Id(6)] DateTimeOffset LastAt,
    [property: Id(7)] bool IsOutage
)
{
    /// <summary>The failures of several silos, those of one cause together, the most frequent first.</summary>
    /// <param name="parts">What each silo says.</param>
    public static FailureReport[] Sum(IEnumerable<FailureReport> parts) =>
        [
            .. from part in parts
            group part by (part.Dependency, part.Type, part.Place) into alike
            let last = alike.MaxBy(one => one.LastAt)!
            let sum = last with
            {
                Count = alike.Sum(one => one.Count),
                FirstAt = alike.Min(one => one.FirstAt),
                IsOutage = alike.Any(one => one.IsOutage),
            }
            orderby sum.Count descending, sum.LastAt descending
            select sum,
        ];
}
