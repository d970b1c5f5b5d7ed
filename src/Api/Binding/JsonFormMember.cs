using System.Text.Json.Serialization.Metadata;

namespace RagCluster.Api.Binding;

/// <summary>A member that can be sent.</summary>
/// <param name="Number">Its place among those of its type.</param>
/// <param name="Property">The member.</param>
internal sealed record JsonFormMember(int Number, JsonPropertyInfo Property)
{
    /// <summary>Whether null may be sent.</summary>
    internal bool IsNullable { get; } = Property.AssociatedParameter?.IsNullable ?? Property.IsSetNullable;
}
