using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RagCluster.Api.Binding;

/// <summary>
/// What <see cref="JsonCheck"/> has to know of a type, found out once: every request is checked, and asking the contracts anew took more
/// time than the check itself.
/// </summary>
internal sealed class JsonForm
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, ConcurrentDictionary<Type, JsonForm>> Known = [];

    private JsonForm(Type type, JsonSerializerOptions options)
    {
        Info = options.GetTypeInfo(type);
        Plain = ValueForms.Plain(type);
        IsAny = Plain == typeof(JsonElement);
        IsNullable = Nullable.GetUnderlyingType(type) is not null;
        IsConverted = Info.Kind == JsonTypeInfoKind.None && ValueForms.IsConverted(type);
        IsClosed = (Info.UnmappedMemberHandling ?? options.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Disallow;
        Members = Info
            .Properties.Where(property => property.AssociatedParameter is not null || property.Set is not null)
            .Select((property, i) => new JsonFormMember(i, property))
            .ToFrozenDictionary(member => member.Property.Name, StringComparer.Ordinal);
        Names = [.. Members.Values.OrderBy(member => member.Number).Select(member => member.Property.Name)];
        Required = [.. Info.Properties.Where(IsRequired)];
    }

    /// <summary>The type's contract.</summary>
    internal JsonTypeInfo Info { get; }

    /// <summary>The type without <c>?</c>.</summary>
    internal Type Plain { get; }

    /// <summary>Whether it takes any form.</summary>
    internal bool IsAny { get; }

    /// <summary>Whether null is a value of the type itself.</summary>
    internal bool IsNullable { get; }

    /// <summary>Whether its values are read by a converter of ours, which knows their form.</summary>
    internal bool IsConverted { get; }

    /// <summary>Whether members that it does not have are faults.</summary>
    internal bool IsClosed { get; }

    /// <summary>The members that can be sent, by their names.</summary>
    internal FrozenDictionary<string, JsonFormMember> Members { get; }

    /// <summary>Their names, in the order of the type.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The members that have to be sent.</summary>
    internal IReadOnlyList<JsonPropertyInfo> Required { get; }

    /// <summary>The forms that are known under options, to which whoever meets a new type adds.</summary>
    internal static ConcurrentDictionary<Type, JsonForm> Of(JsonSerializerOptions options) => Known.GetOrCreateValue(options);

    /// <summary>Finds out the form of a type.</summary>
    internal static JsonForm Make(Type type, JsonSerializerOptions options) => new(type, options);

    private static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };
}
