namespace Orleans.Runtime;

/// <summary>What a silo tells the management grain.</summary>
[GenerateSerializer]
internal sealed class SiloReport
{
    [Id(0)]
    public SiloRuntimeStatistics Runtime { get; set; } = null!;

    [Id(1)]
    public SimpleGrainStatistic[] Simple { get; set; } = [];

    [Id(2)]
    public DetailedGrainStatistic[] Detailed { get; set; } = [];
}
