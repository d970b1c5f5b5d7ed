using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace RagCluster.Api.Binding;

/// <summary>
/// Compares the parameters of a path and a query with the types that they are to become; the framework would name those types to the
/// caller.
/// </summary>
internal static class ParameterCheck
{
    /// <summary>Checks the parameters that an endpoint takes.</summary>
    internal static void Check(HttpRequest request, RouteEndpoint endpoint, InputFaults faults)
    {
        foreach (IParameterBindingMetadata parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            ParameterInfo declared = parameter.ParameterInfo;
            if (!parameter.HasTryParse && declared.ParameterType != typeof(string))
                continue;
            bool isPath = endpoint.RoutePattern.GetParameter(parameter.Name) is not null;
            StringValues values = isPath ? new StringValues(request.RouteValues[parameter.Name] as string) : request.Query[parameter.Name];
            if (Fault(values, declared.ParameterType, isPath) is { } fault)
                // A record of parameters has names of members, which begin with a capital.
                faults.Add(JsonNamingPolicy.CamelCase.ConvertName(parameter.Name), fault);
        }
    }

    private static string? Fault(StringValues values, Type type, bool isPath)
    {
        if (values.Count == 0)
            return null;
        if (values.Count > 1)
            return "This parameter was sent twice.";
        string text = values[0] ?? "";
        if (isPath && string.IsNullOrWhiteSpace(text))
            return "This part of the path is blank.";
        return ValueForms.Fits(text, type) ? null : $"Expected {ValueForms.Expected(type)}; this text was sent.";
    }
}
