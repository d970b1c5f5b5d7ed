namespace RagCluster.Grains.Tuning;

/// <summary>Knobs of a silo that come and go with what they turn.</summary>
internal interface IKnobSource
{
    /// <summary>Those that there are now.</summary>
    IEnumerable<ITunedKnob> Knobs { get; }
}
