using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RagCluster.Api.Binding;

/// <summary>
/// Compares a body with the type that it is to become, member by member, before it becomes one: every fault at once, each with the member's
/// place, what is expected there and what was sent. The serializer would stop at the first, name types of ours, let null into lists, and
/// give up on texts that are none.
/// </summary>
internal sealed class JsonCheck(JsonSerializerOptions options, InputFaults faults)
{
    private const int MembersOnStack = 64;
    private readonly ConcurrentDictionary<Type, JsonForm> _forms = JsonForm.Of(options);

    /// <summary>Checks a body, or a part of the input that is JSON.</summary>
    /// <param name="element">What was sent.</param>
    /// <param name="type">What it is to become; <see cref="JsonElement"/> for any form.</param>
    /// <param name="path">Its place in the input; empty for the body.</param>
    internal void Check(JsonElement element, Type type, string path = "") => Check(element, type, path, isNullable: false);

    private void Check(JsonElement element, Type type, string path, bool isNullable)
    {
        if (faults.IsFull)
            return;
        JsonForm form = FormOf(type);
        if (form.IsAny)
        {
            CheckTexts(element, path);
            return;
        }

        JsonTypeInfo info = form.Info;
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!isNullable && !form.IsNullable)
                Mismatch(element, info, path);
            return;
        }

        switch (info.Kind)
        {
            case JsonTypeInfoKind.None when form.IsConverted:
                CheckTexts(element, path);
                break;
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                CheckMembers(element, form, path);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                int i = 0;
                foreach (JsonElement item in element.EnumerateArray())
                    Check(item, info.ElementType!, $"{path}[{i++}]", isNullable: false);
                break;
            case JsonTypeInfoKind.None when IsText(element, path) && !ValueForms.Fits(element, form.Plain):
            case JsonTypeInfoKind.Object or JsonTypeInfoKind.Enumerable:
                Mismatch(element, info, path);
                break;
        }
    }

    private void CheckMembers(JsonElement element, JsonForm form, string path)
    {
        Span<bool> sent = form.Members.Count <= MembersOnStack ? stackalloc bool[MembersOnStack] : new bool[form.Members.Count];
        HashSet<string>? others = null;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!IsName(member, path))
                continue;
            string name = member.Name;
            string place = path.Length == 0 ? name : $"{path}.{name}";
            bool isKnown = form.Members.TryGetValue(name, out JsonFormMember? known);
            if (isKnown ? sent[known!.Number] : !(others ??= new HashSet<string>(StringComparer.Ordinal)).Add(name))
            {
                SentTwice(place);
            }
            else if (isKnown)
            {
                sent[known!.Number] = true;
                Check(member.Value, known.Property.PropertyType, place, known.IsNullable);
            }
            else if (form.IsClosed)
            {
                faults.Add(place, $"There is no such member; those that are known are {string.Join(", ", form.Names)}.");
            }
        }

        foreach (JsonPropertyInfo missing in form.Required)
        {
            if (form.Members.TryGetValue(missing.Name, out JsonFormMember? member) && sent[member.Number])
                continue;
            faults.Add(
                path.Length == 0 ? missing.Name : $"{path}.{missing.Name}",
                $"This member is missing: {Expected(missing.PropertyType)} is expected."
            );
        }
    }

    // For what has no type here: metadata, filters and the like, whose endpoint knows their form.
    private void CheckTexts(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int i = 0;
            foreach (JsonElement item in element.EnumerateArray())
                CheckTexts(item, $"{path}[{i++}]");
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            HashSet<string> sent = new(StringComparer.Ordinal);
            foreach (JsonProperty member in element.EnumerateObject())
            {
                if (!IsName(member, path))
                    continue;
                string place = $"{path}.{member.Name}";
                if (sent.Add(member.Name))
                    CheckTexts(member.Value, place);
                else
                    SentTwice(place);
            }
        }
        else
        {
            IsText(element, path);
        }
    }

    private bool IsText(JsonElement element, string path)
    {
        string? fault = element.ValueKind == JsonValueKind.String ? JsonText.Fault(JsonMarshal.GetRawUtf8Value(element)[1..^1]) : null;
        if (fault is not null)
            faults.Add(Place(path), fault);
        return fault is null;
    }

    private bool IsName(JsonProperty member, string path)
    {
        if (JsonText.Fault(JsonMarshal.GetRawUtf8PropertyName(member)) is null)
            return true;
        faults.Add(Place(path), "The name of a member is not valid text.");
        return false;
    }

    private void SentTwice(string place) => faults.Add(place, "This member was sent twice.");

    private void Mismatch(JsonElement element, JsonTypeInfo info, string path) =>
        faults.Add(Place(path), $"Expected {ValueForms.Expected(info.Type, info.Kind)}; {ValueForms.Sent(element)}.");

    private string Expected(Type type) => type == typeof(JsonElement) ? "a value" : ValueForms.Expected(type, FormOf(type).Info.Kind);

    private JsonForm FormOf(Type type) => _forms.GetOrAdd(type, JsonForm.Make, options);

    private static string Place(string path) => path.Length == 0 ? "body" : path;
}
