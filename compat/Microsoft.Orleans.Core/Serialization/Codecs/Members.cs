using System.Reflection;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Wire;

/// <summary>Which members of a type are written.</summary>
internal static class Members
{
    public static IEnumerable<IEnumerable<SerializedMember>> Of(Type type) =>
        KnownCollections.IsStructure(type) ? [PartsOf(type)] : SerializedMembers.Levels(type);

    // The fields of tuples and pairs, in their order.
    private static IEnumerable<SerializedMember> PartsOf(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .OrderBy(f => f.MetadataToken)
            .Select((f, i) => new SerializedMember((uint)i, f.Name, f.FieldType, false) { Field = f });
}
