using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>
/// Makes the classes that implement grain interfaces by sending calls: what the official source generator writes at build time.
/// </summary>
internal static class ReferenceEmitter
{
    private const string AssemblyName = "Microsoft.Orleans.Core.References";
    private static readonly ConcurrentDictionary<Type, Func<GrainReferenceShared, GrainId, GrainReference>> Makers = new();
    private static readonly Lock Emitting = new();
    private static readonly HashSet<string> Opened = [];

    private static readonly AssemblyBuilder Dynamic = AssemblyBuilder.DefineDynamicAssembly(
        new AssemblyName(AssemblyName),
        AssemblyBuilderAccess.Run
    );

    private static readonly ModuleBuilder Module = Dynamic.DefineDynamicModule(AssemblyName);

    private static readonly ConstructorInfo BaseConstructor = typeof(GrainReference).GetConstructor(
        BindingFlags.Instance | BindingFlags.NonPublic,
        [typeof(GrainReferenceShared), typeof(GrainId)]
    )!;

    private static readonly MethodInfo CloseMethod = typeof(GrainMethod).GetMethod(nameof(GrainMethod.Close))!;
    private static int _counter;

    public static Func<GrainReferenceShared, GrainId, GrainReference> For(Type interfaceType) =>
        Makers.GetOrAdd(
            interfaceType,
            static type =>
            {
                lock (Emitting)
                    return Emit(type);
            }
        );

    private static Func<GrainReferenceShared, GrainId, GrainReference> Emit(Type interfaceType)
    {
        if (!interfaceType.IsInterface || !typeof(IAddressable).IsAssignableFrom(interfaceType))
            throw new InvalidOperationException($"Type {interfaceType} is not a grain interface.");
        Open(typeof(GrainReference).Assembly);
        OpenAll(interfaceType);
        TypeBuilder type = Module.DefineType(
            $"{interfaceType.Name}#{++_counter}",
            TypeAttributes.Sealed | TypeAttributes.Public,
            typeof(GrainReference),
            [interfaceType]
        );
        EmitConstructor(type);
        Dictionary<string, GrainMethod> methods = new();
        foreach (Type? declaring in interfaceType.GetInterfaces().Prepend(interfaceType))
        {
            OpenAll(declaring);
            foreach (GrainMethod method in GrainMethodTable.DeclaredBy(declaring))
            {
                FieldBuilder field = type.DefineField(
                    $"m{methods.Count}",
                    typeof(GrainMethod),
                    FieldAttributes.Static | FieldAttributes.Public
                );
                methods.Add(field.Name, method);
                EmitMethod(type, field, method.Method);
            }
        }

        Type created = type.CreateType();
        foreach ((string? name, GrainMethod? method) in methods)
            created.GetField(name)!.SetValue(null, method);
        return Constructor(created);
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        ConstructorBuilder constructor = type.DefineConstructor(
            MethodAttributes.Public,
            CallingConventions.HasThis,
            [typeof(GrainReferenceShared), typeof(GrainId)]
        );
        ILGenerator il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, BaseConstructor);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder type, FieldBuilder field, MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        MethodBuilder builder = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private
                | MethodAttributes.Virtual
                | MethodAttributes.Final
                | MethodAttributes.HideBySig
                | MethodAttributes.NewSlot
        );
        GenericTypeParameterBuilder[] generics = DefineGenerics(builder, method);
        Type Map(Type t) => generics.Length == 0 ? t : Substitute(t, method.GetGenericArguments(), generics);
        builder.SetReturnType(Map(method.ReturnType));
        builder.SetParameters([.. parameters.Select(p => Map(p.ParameterType))]);
        ILGenerator il = builder.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldsfld, field);
        if (generics.Length > 0)
        {
            EmitArray(
                il,
                typeof(Type),
                generics.Length,
                i =>
                {
                    il.Emit(OpCodes.Ldtoken, generics[i]);
                    il.Emit(OpCodes.Call, typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!);
                }
            );
            il.Emit(OpCodes.Call, CloseMethod);
        }

        EmitArray(
            il,
            typeof(object),
            parameters.Length,
            i =>
            {
                il.Emit(OpCodes.Ldarg, (short)(i + 1));
                il.Emit(OpCodes.Box, Map(parameters[i].ParameterType));
            }
        );
        il.Emit(OpCodes.Call, CallerFor(method, Map(method.ReturnType)));
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(builder, method);
    }

    private static void EmitArray(ILGenerator il, Type element, int length, Action<int> emitElement)
    {
        il.Emit(OpCodes.Ldc_I4, length);
        il.Emit(OpCodes.Newarr, element);
        for (int i = 0; i < length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldc_I4, i);
            emitElement(i);
            il.Emit(OpCodes.Stelem_Ref);
        }
    }

    private static MethodInfo CallerFor(MethodInfo method, Type result)
    {
        Type definition = result.IsGenericType ? result.GetGenericTypeDefinition() : result;
        string name =
            definition == typeof(Task) ? nameof(GrainReference.CallTask)
            : definition == typeof(Task<>) ? nameof(GrainReference.CallTaskOf)
            : definition == typeof(ValueTask) ? nameof(GrainReference.CallValueTask)
            : definition == typeof(ValueTask<>) ? nameof(GrainReference.CallValueTaskOf)
            : definition == typeof(IAsyncEnumerable<>) ? nameof(GrainReference.CallEnumerable)
            : definition == typeof(void) ? nameof(GrainReference.CallVoid)
            : throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} returns {result}: a grain method returns Task, ValueTask, "
                    + $"IAsyncEnumerable<T> or void."
            );
        MethodInfo caller = typeof(GrainReference).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
        return result.IsGenericType ? caller.MakeGenericMethod(result.GetGenericArguments()) : caller;
    }

    private static GenericTypeParameterBuilder[] DefineGenerics(MethodBuilder builder, MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition)
            return [];
        Type[] originals = method.GetGenericArguments();
        GenericTypeParameterBuilder[] generics = builder.DefineGenericParameters([.. originals.Select(a => a.Name)]);
        for (int i = 0; i < generics.Length; i++)
        {
            generics[i].SetGenericParameterAttributes(originals[i].GenericParameterAttributes);
            foreach (Type constraint in originals[i].GetGenericParameterConstraints())
            {
                Type mapped = Substitute(constraint, originals, generics);
                if (constraint.IsInterface)
                    generics[i].SetInterfaceConstraints(mapped);
                else
                    generics[i].SetBaseTypeConstraint(mapped);
            }
        }

        return generics;
    }

    private static Type Substitute(Type type, Type[] from, GenericTypeParameterBuilder[] to)
    {
        if (type.IsGenericMethodParameter)
            return to[Array.IndexOf(from, type)];
        if (type.IsArray)
            return Substitute(type.GetElementType()!, from, to).MakeArrayType();
        return type.IsGenericType && type.ContainsGenericParameters
            ? type.GetGenericTypeDefinition().MakeGenericType([.. type.GetGenericArguments().Select(a => Substitute(a, from, to))])
            : type;
    }

    private static Func<GrainReferenceShared, GrainId, GrainReference> Constructor(Type type)
    {
        ParameterExpression shared = Expression.Parameter(typeof(GrainReferenceShared));
        ParameterExpression id = Expression.Parameter(typeof(GrainId));
        ConstructorInfo constructor = type.GetConstructor([typeof(GrainReferenceShared), typeof(GrainId)])!;
        return Expression
            .Lambda<Func<GrainReferenceShared, GrainId, GrainReference>>(Expression.New(constructor, shared, id), shared, id)
            .Compile();
    }

    private static void OpenAll(Type type)
    {
        Open(type.Assembly);
        foreach (Type argument in type.GetGenericArguments())
            Open(argument.Assembly);
    }

    // Grain interfaces may be internal: the runtime lets a dynamic assembly see what it names so.
    private static void Open(Assembly assembly)
    {
        string name = assembly.GetName().Name!;
        if (!Opened.Add(name))
            return;
        ConstructorInfo attribute = typeof(System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute).GetConstructor([
            typeof(string),
        ])!;
        Dynamic.SetCustomAttribute(new CustomAttributeBuilder(attribute, [name]));
    }
}
