using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Binding;

/// <summary>What values of a type look like from outside: in words for people, and the check of a single value.</summary>
internal static class ValueForms
{
    private static readonly Type[] Known = [typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(DocumentId)];
    private static readonly ConcurrentDictionary<Type, string[]> NamesOf = [];

    /// <summary>The type without <c>?</c>.</summary>
    internal static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>Whether values of the type are read by a converter of ours, which knows their form.</summary>
    internal static bool IsConverted(Type type) => Plain(type) is { IsEnum: false } plain && !Known.Contains(plain);

    /// <summary>The names of an enumeration's values.</summary>
    internal static IReadOnlyList<string> Names(Type type) =>
        NamesOf.GetOrAdd(type, static values => [.. Enum.GetNames(values).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]);

    /// <summary>What is expected, in words: <c>a whole number</c>.</summary>
    internal static string Expected(Type type, JsonTypeInfoKind kind = JsonTypeInfoKind.None) =>
        (Plain(type), kind) switch
        {
            (_, JsonTypeInfoKind.Enumerable) => "a list",
            (_, JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary) => "an object",
            ({ IsEnum: true } values, _) => $"one of {string.Join(", ", Names(values))}",
            var (plain, _) when plain == typeof(bool) => "true or false",
            var (plain, _) when plain == typeof(int) => "a whole number of 32 bits",
            var (plain, _) when plain == typeof(long) => "a whole number",
            var (plain, _) when plain == typeof(double) => "a number",
            _ => "a text",
        };

    /// <summary>What was sent, in words: <c>a list</c>.</summary>
    internal static string Sent(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => "null was sent",
            JsonValueKind.True or JsonValueKind.False => "true or false was sent",
            JsonValueKind.Number => "this number was sent",
            JsonValueKind.String => "this text was sent",
            JsonValueKind.Array => "a list was sent",
            _ => "an object was sent",
        };

    /// <summary>Whether a JSON value is one of a type that is <see cref="Plain"/>.</summary>
    internal static bool Fits(JsonElement element, Type type) =>
        type switch
        {
            { IsEnum: true } values => element.ValueKind == JsonValueKind.String && IsName(element.GetString()!, values),
            var plain when plain == typeof(bool) => element.ValueKind is JsonValueKind.True or JsonValueKind.False,
            var plain when plain == typeof(int) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out _),
            var plain when plain == typeof(long) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out _),
            var plain when plain == typeof(double) => element.ValueKind == JsonValueKind.Number
                && element.TryGetDouble(out double number)
                && double.IsFinite(number),
            _ => element.ValueKind == JsonValueKind.String,
        };

    /// <summary>Whether the text of a parameter is a value of the type.</summary>
    internal static bool Fits(string text, Type type) =>
        Plain(type) switch
        {
            { IsEnum: true } values => IsName(text, values),
            var plain when plain == typeof(bool) => bool.TryParse(text, out _),
            var plain when plain == typeof(int) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            var plain when plain == typeof(long) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            _ => true,
        };

    /// <summary>
    /// The value that a parameter names; null for one that is left out. The framework reads names in their own letters only.
    /// </summary>
    /// <param name="text">What the parameter says.</param>
    /// <param name="field">The parameter's name.</param>
    /// <exception cref="RagException">Invalid: no value has this name.</exception>
    internal static T? Read<T>(string? text, string field)
        where T : struct, Enum =>
        text is null ? null
        : Fits(text, typeof(T)) ? Enum.Parse<T>(text, ignoreCase: true)
        : throw RagException.Invalid(field, $"Expected {Expected(typeof(T))}; this text was sent.");

    // By name only: the framework would take any number for a value.
    private static bool IsName(string text, Type values) => Names(values).Contains(text, StringComparer.OrdinalIgnoreCase);
}
