using RagCluster.Corpus.Access;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Tests.Query.Asked;

/// <summary>
/// Values that options do not have by default, found by their types: a new option of a known type needs no line here, one of a new type
/// fails until it has.
/// </summary>
internal static class OtherValues
{
    /// <summary>Two values of an option, neither its default nor equal to each other; a truth value has but one.</summary>
    internal static object[] Of(OptionProperty option)
    {
        object? usual = option.Get(new SearchOptions());
        Type type = Nullable.GetUnderlyingType(option.Property.PropertyType) ?? option.Property.PropertyType;
        return type switch
        {
            _ when type == typeof(bool) => [!(bool)usual!],
            _ when type == typeof(int) => [7, 9],
            _ when type == typeof(double) => [0.25, 0.75],
            _ when type == typeof(string) => ["null", "other"],
            _ when type.IsEnum => [.. Enum.GetValues(type).Cast<object>().Where(value => !value.Equals(usual)).Take(2)],
            _ when type == typeof(string[]) => [new[] { "anna" }, new[] { "bert", "anna" }],
            _ when type == typeof(double[]) => [new[] { 1.5 }, Array.Empty<double>()],
            _ when type == typeof(DocumentId[]) => [new[] { new DocumentId("a") }, new[] { new DocumentId("a"), new DocumentId("b") }],
            _ when type == typeof(ConversationTurn[]) =>
            [
                new[] { new ConversationTurn("q") },
                new[] { new ConversationTurn("q") { Answer = "a" } },
            ],
            _ when type == typeof(AccessView) => [AccessView.Of("user:anna", []), AccessView.Of([])],
            _ when type == typeof(MetadataFilter) => [Filter(1), Filter(2)],
            _ => throw new NotSupportedException($"Say which values an option of the type {type.Name} may have."),
        };
    }

    private static ComparisonFilter Filter(double value) => new("size", ComparisonOperator.Equal, [MetadataValue.Of(value)]);
}
