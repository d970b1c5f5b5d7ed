namespace RagCluster.Chart.Tests.Rendering;

/// <summary>
/// One helm for all classes. Unpacked twice at once it could not be run: a process that another test starts meanwhile holds the file open.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OneChart : ICollectionFixture<ChartFixture>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "chart";
}
