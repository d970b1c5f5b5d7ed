namespace RagCluster.Corpus.Metadata;

/// <summary>
/// Compares one key with a value, or with a list for <see cref="ComparisonOperator.In"/> and <see cref="ComparisonOperator.NotIn"/>.
/// </summary>
/// <param name="Key">The metadata key.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Values">One value, or the list.</param>
[GenerateSerializer]
[Alias("RagCluster.ComparisonFilter")]
public sealed record ComparisonFilter(
    [property: Id(0)] string Key,
    [property: Id(1)] ComparisonOperator Operator,
    [property: Id(2)] MetadataValue[] Values
) : MetadataFilter
{
    /// <inheritdoc/>
    public override bool Passes(IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        bool negative = Operator is ComparisonOperator.NotEqual or ComparisonOperator.NotIn;
        if (!metadata.TryGetValue(Key, out MetadataValue? actual))
        {
            return negative;
        }

        return Operator switch
        {
            ComparisonOperator.Equal or ComparisonOperator.In => Values.Contains(actual),
            ComparisonOperator.NotEqual or ComparisonOperator.NotIn => !Values.Contains(actual),
            _ => Ordered(actual, Values[0]),
        };
    }

    private bool Ordered(MetadataValue actual, MetadataValue bound)
    {
        int order;
        if (actual.Number is { } left && bound.Number is { } right)
        {
            order = left.CompareTo(right);
        }
        else if (actual.Text is { } leftText && bound.Text is { } rightText)
        {
            order = string.CompareOrdinal(leftText, rightText);
        }
        else
        {
            return false;
        }

        return Operator switch
        {
            ComparisonOperator.GreaterThan => order > 0,
            ComparisonOperator.GreaterThanOrEqual => order >= 0,
            ComparisonOperator.LessThan => order < 0,
            ComparisonOperator.LessThanOrEqual => order <= 0,
            _ => throw new InvalidOperationException($"{Operator} does not order."),
        };
    }
}
