using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>Reads a session's inputs or outputs.</summary>
internal static unsafe class SessionNodes
{
    public static List<KeyValuePair<string, NodeMetadata>> Inputs(nint session) =>
        Read(session, OrtFunction.SessionGetInputCount, OrtFunction.SessionGetInputName, OrtFunction.SessionGetInputTypeInfo);

    public static List<KeyValuePair<string, NodeMetadata>> Outputs(nint session) =>
        Read(session, OrtFunction.SessionGetOutputCount, OrtFunction.SessionGetOutputName, OrtFunction.SessionGetOutputTypeInfo);

    private static List<KeyValuePair<string, NodeMetadata>> Read(nint session, OrtFunction count, OrtFunction name, OrtFunction type)
    {
        nint nodes = OrtApi.Get(count, session);
        List<KeyValuePair<string, NodeMetadata>> result = new((int)nodes);
        for (nint i = 0; i < nodes; i++)
            result.Add(new(Name(session, i, name), Metadata(session, i, type)));

        return result;
    }

    private static string Name(nint session, nint index, OrtFunction function)
    {
        nint allocator = OrtApi.Create(OrtFunction.GetAllocatorWithDefaultOptions);
        nint text = 0;
        OrtApi.Verify(((delegate* unmanaged<nint, nint, nint, nint*, nint>)OrtApi.Function(function))(session, index, allocator, &text));
        try
        {
            return Marshal.PtrToStringUTF8(text) ?? string.Empty;
        }
        finally
        {
            OrtApi.Verify(((delegate* unmanaged<nint, nint, nint>)OrtApi.Function(OrtFunction.AllocatorFree))(allocator, text));
        }
    }

    private static NodeMetadata Metadata(nint session, nint index, OrtFunction function)
    {
        nint type = 0;
        OrtApi.Verify(((delegate* unmanaged<nint, nint, nint*, nint>)OrtApi.Function(function))(session, index, &type));
        try
        {
            OnnxValueType valueType = (OnnxValueType)OrtApi.GetInt32(OrtFunction.GetOnnxTypeFromTypeInfo, type);
            // The cast's result belongs to the type: it is not released by itself. It is null for what is no tensor.
            nint tensor = OrtApi.Get(OrtFunction.CastTypeInfoToTensorInfo, type);
            return new NodeMetadata(valueType, tensor == 0 ? null : new OrtTensorTypeAndShapeInfo(tensor));
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseTypeInfo, type);
        }
    }
}
