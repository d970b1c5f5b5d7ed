using System.Globalization;

namespace RagCluster.Grounding.Extracting;

/// <summary>
/// The log odds that a unit holds what is asked, up to a constant: a linear model over <see cref="UnitFeature"/>, fitted to rank the units
/// of a question (a softmax over them). The weights come out of tools/fit-answers.py and are data:
/// <c>unit-model.txt</c>, a line of name and value each.
/// </summary>
internal sealed class UnitModel
{
    private static readonly Lazy<UnitModel> Loaded = new(() => new UnitModel(Read()));

    private readonly double[] _weights;

    private UnitModel(Dictionary<string, double> values)
    {
        _weights = Array.ConvertAll(Enum.GetNames<UnitFeature>(), name => values.GetValueOrDefault(name));
        DropMax = values[nameof(DropMax)];
        NewTerms = values[nameof(NewTerms)];
        LengthPrice = values[nameof(LengthPrice)];
        ApartPrice = values[nameof(ApartPrice)];
    }

    /// <summary>The model, read once.</summary>
    internal static UnitModel Instance => Loaded.Value;

    /// <summary>How close a further unit must come to the best, in log odds.</summary>
    internal double DropMax { get; }

    /// <summary>What a unit is worth more that holds all of the question's terms that the answer has not yet.</summary>
    internal double NewTerms { get; }

    /// <summary>What a unit is worth less that fills a whole answer: a long one must be more likely than a short one.</summary>
    internal double LengthPrice { get; }

    /// <summary>What a further unit is worth less that stands in a document of which the answer shows nothing.</summary>
    internal double ApartPrice { get; }

    /// <summary>What a feature's value adds to the log odds.</summary>
    internal double Contribution(UnitFeature feature, double value) => _weights[(int)feature] * value;

    internal double Odds(double[] features)
    {
        double odds = 0;
        for (int i = 0; i < features.Length; i++)
            odds += _weights[i] * features[i];
        return odds;
    }

    private static Dictionary<string, double> Read() =>
        DataLines
            .Of("unit-model.txt")
            .Select(line => line.Split(' '))
            .ToDictionary(cells => cells[0], cells => double.Parse(cells[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
