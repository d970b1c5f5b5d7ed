using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>What an experiment compares, on which queries, and when it decides. Fixed from its beginning.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ExperimentDefinition")]
public sealed record ExperimentDefinition
{
    /// <summary>Its name, unique within the tenant.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The collection whose queries take part.</summary>
    [Id(1)]
    public required CollectionId Collection { get; init; }

    /// <summary>What it is for.</summary>
    [Id(2)]
    public string Description { get; init; } = "";

    /// <summary>What keeps its arm.</summary>
    [Id(3)]
    public AssignmentUnit Unit { get; init; }

    /// <summary>The arms; the first is the control. Their shares add up to 1.</summary>
    [Id(4)]
    public required ArmDefinition[] Arms { get; init; }

    /// <summary>The outcome that it is about.</summary>
    [Id(5)]
    public OutcomeKind Primary { get; init; }

    /// <summary>What stops a losing arm.</summary>
    [Id(6)]
    public GuardrailDefinition[] Guardrails { get; init; } = [];

    /// <summary>The probability, at most, of finding a difference where there is none.</summary>
    [Id(7)]
    public double Alpha { get; init; } = 0.05;
}
