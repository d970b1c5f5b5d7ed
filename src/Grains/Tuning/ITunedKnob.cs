using RagCluster.Planning.Queries.Tuning;

namespace RagCluster.Grains.Tuning;

/// <summary>What a silo tunes of itself.</summary>
internal interface ITunedKnob
{
    /// <summary>The knob.</summary>
    Knob Knob { get; }

    /// <summary>Whether the settings let it be tuned.</summary>
    bool IsOn { get; }

    /// <summary>Looks at the tuner, or changes it.</summary>
    /// <param name="look">What is done, alone.</param>
    T With<T>(Func<IKnobTuner, T> look);
}
