namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>A number for each <see cref="Feature"/>.</summary>
internal sealed class FeatureSet
{
    /// <summary>How many there are.</summary>
    internal static readonly int Count = Enum.GetValues<Feature>().Length;

    private readonly double[] _values = new double[Count];

    internal double this[Feature feature]
    {
        get => _values[(int)feature];
        set => _values[(int)feature] = value;
    }

    /// <summary>Raises a feature, never lowers it.</summary>
    internal void Raise(Feature feature, double value) => this[feature] = Math.Max(this[feature], value);

    /// <summary>The same with one feature at zero.</summary>
    internal FeatureSet Without(Feature feature)
    {
        FeatureSet copy = new();
        _values.CopyTo(copy._values, 0);
        copy[feature] = 0;
        return copy;
    }
}
